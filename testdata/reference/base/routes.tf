# No route beside the local one: what Studio needs is behind VPC endpoints.
resource "aws_route_table" "studio" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "studio" {
  for_each       = aws_subnet.studio
  subnet_id      = each.value.id
  route_table_id = aws_route_table.studio.id
}
