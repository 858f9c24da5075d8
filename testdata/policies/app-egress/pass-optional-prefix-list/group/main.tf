variable "name" { type = string }
variable "vpc_id" { type = string }
variable "rules" {
  type = list(object({ group = optional(string), prefix_list = optional(string) }))
}

resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.vpc_id

  dynamic "egress" {
    for_each = var.rules
    content {
      protocol        = "tcp"
      from_port       = 443
      to_port         = 443
      security_groups = var.name == "splat" ? egress.value.group[*] : contains(["", "none"], coalesce(egress.value.group, "none")) ? null : [egress.value.group]
      prefix_list_ids = var.name == "splat" ? egress.value.prefix_list[*] : egress.value.prefix_list == null ? null : [egress.value.prefix_list]
    }
  }
}

output "id" { value = aws_security_group.this.id }
