resource "aws_eip" "nat" {
  domain = "vpc"
}

# In a subnet whose route table leads to an internet gateway.
resource "aws_nat_gateway" "this" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public.id
}
