# Queries for amazonaws.com go to the name servers of a central VPC; those of the company's own domain say nothing.
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_security_group" "apps" {
  name   = "apps"
  vpc_id = aws_vpc.this.id
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = values(aws_subnet.this)[*].id

  default_user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/studio"
    security_groups = [aws_security_group.apps.id]
  }
}

resource "aws_route53_resolver_rule" "this" {
  for_each             = { central = "amazonaws.com", company = "corp.example.com" }
  domain_name          = each.value
  rule_type            = "FORWARD"
  resolver_endpoint_id = "rslvr-out-0123456789abcdef0"

  target_ip {
    ip = "10.200.0.10"
  }
}

resource "aws_route53_resolver_rule_association" "this" {
  for_each         = aws_route53_resolver_rule.this
  resolver_rule_id = each.value.id
  vpc_id           = aws_vpc.this.id
}
