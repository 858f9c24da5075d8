resource "aws_vpc_security_group_ingress_rule" "apps" {
  security_group_id = aws_security_group.apps.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 8192
  to_port           = 65535
}

resource "aws_vpc_security_group_egress_rule" "apps" {
  security_group_id            = aws_security_group.apps.id
  referenced_security_group_id = aws_security_group.apps.id
  ip_protocol                  = "tcp"
  from_port                    = 8192
  to_port                      = 65535
}
