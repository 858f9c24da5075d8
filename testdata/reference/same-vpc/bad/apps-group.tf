resource "aws_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_security_group" "apps" {
  name   = "studio-apps"
  vpc_id = aws_vpc.other.id
}
