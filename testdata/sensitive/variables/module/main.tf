variable "block" {
  sensitive = true
}
variable "group" {}

resource "aws_security_group_rule" "this" {
  security_group_id = var.group
  type              = "egress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = [var.block]
}
