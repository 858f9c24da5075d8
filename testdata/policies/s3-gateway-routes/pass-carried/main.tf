# The VPC is one of another configuration, and a terraform_data hands its id on.
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "vpc_id" {
  type    = string
  default = "vpc-0123456789abcdef0"
}

locals {
  vpc_id = coalesce(var.vpc_id, one(aws_vpc.this[*].id))
}

resource "aws_vpc" "this" {
  count                = var.vpc_id == null ? 1 : 0
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = local.vpc_id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_route_table" "this" {
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "this" {
  for_each       = aws_subnet.this
  subnet_id      = each.value.id
  route_table_id = aws_route_table.this.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = local.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.this.id]
}

resource "terraform_data" "network" {
  input = {
    vpc     = local.vpc_id
    subnets = [for zone in ["a", "b"] : aws_subnet.this[zone].id]
  }
}

resource "aws_security_group" "apps" {
  name   = "apps"
  vpc_id = local.vpc_id
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = terraform_data.network.output.vpc
  subnet_ids              = terraform_data.network.output.subnets

  default_user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/studio"
    security_groups = [aws_security_group.apps.id]
  }
}
