resource "aws_network_acl" "studio" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = values(aws_subnet.studio)[*].id

  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = aws_vpc.this.cidr_block
  }

  # Gateway endpoints leave S3 its public addresses: this lets its replies in.
  ingress {
    rule_no    = 200
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "0.0.0.0/0"
  }
}
