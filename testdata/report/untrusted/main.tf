# Values and keys that would act on a terminal, a page or a log if they were shown as they are.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  names = [
    "\u001b[2J\u001b[31mred",
    "first\nsecond\ttab\r",
    "\u202Etxt.exe \u2066bidi\u2069 \u2028 line \u009b c1 \u007f",
    "\"quoted\" <b>&amp;</b> `code` | [link](https://example.com)",
    "::error file=a.tf,line=1::text %0A",
    "広い文字 の キー 🙂",
  ]
}

resource "aws_vpc" "this" {
  cidr_block = "10.20.0.0/16"
}
resource "aws_subnet" "studio" {
  for_each          = toset(local.names)
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.20.0.0/16", 8, index(local.names, each.key))
  availability_zone = "eu-west-1a${each.key}"
}
resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}
resource "aws_route_table" "studio" {
  for_each = toset(local.names)
  vpc_id   = aws_vpc.this.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.this.id
  }
}
resource "aws_route_table_association" "studio" {
  for_each       = toset(local.names)
  subnet_id      = aws_subnet.studio[each.key].id
  route_table_id = aws_route_table.studio[each.key].id
}
resource "aws_security_group" "studio" {
  vpc_id = aws_vpc.this.id
}
resource "aws_sagemaker_domain" "this" {
  for_each                = toset(local.names)
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [aws_subnet.studio[each.key].id]
  default_user_settings {
    execution_role  = "arn:aws:iam::123456789012:role/studio"
    security_groups = [aws_security_group.studio.id]
  }
}
