variable "name" { type = string }
variable "role" { type = string }
locals {
  zones    = ["eu-west-1a", "eu-west-1b"]
  services = toset(["sagemaker.api", "sagemaker.runtime"])
}
resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "this" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  availability_zone = local.zones[count.index]
}
resource "aws_route_table" "this" { vpc_id = aws_vpc.this.id }
resource "aws_route_table_association" "this" {
  for_each       = { for index, subnet in aws_subnet.this : local.zones[index] => subnet.id }
  subnet_id      = each.value
  route_table_id = aws_route_table.this.id
}
resource "aws_security_group" "apps" {
  name   = var.name
  vpc_id = aws_vpc.this.id
}
resource "aws_vpc_security_group_ingress_rule" "apps" {
  security_group_id            = aws_security_group.apps.id
  referenced_security_group_id = aws_security_group.apps.id
  ip_protocol                  = "-1"
}
resource "aws_vpc_security_group_egress_rule" "apps" {
  security_group_id = aws_security_group.apps.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
resource "aws_vpc_endpoint" "this" {
  for_each            = local.services
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.apps.id]
  subnet_ids          = aws_subnet.this[*].id
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = var.name
  auth_mode               = "IAM"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = aws_subnet.this[*].id
  app_network_access_type = "VpcOnly"
  default_user_settings {
    execution_role  = var.role
    security_groups = [aws_security_group.apps.id]
  }
}
resource "aws_sagemaker_user_profile" "this" {
  for_each          = toset(["ada", "bob"])
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = each.value
}
output "domain_id" { value = aws_sagemaker_domain.this.id }
