resource "aws_subnet" "studio" {
  for_each          = { a = "10.0.1.0/28", b = "10.0.1.16/28" }
  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key}"
}
