variable "vpc_id" {
  type = string
}

resource "aws_security_group" "apps" {
  name   = "apps"
  vpc_id = var.vpc_id
}

output "apps" {
  value = aws_security_group.apps.id
}
