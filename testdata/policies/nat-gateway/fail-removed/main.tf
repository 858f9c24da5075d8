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

resource "aws_vpc" "v" {
  cidr_block           = "10.5.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_internet_gateway" "g" {
  vpc_id = aws_vpc.v.id
}
resource "aws_subnet" "pub" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.5.0.0/26"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.5.1.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.5.2.0/24"
  availability_zone = "eu-west-1b"
}
resource "aws_route_table" "pub" {
  vpc_id = aws_vpc.v.id
}
resource "aws_route" "pub" {
  route_table_id         = aws_route_table.pub.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.g.id
}
resource "aws_route_table_association" "pub" {
  subnet_id      = aws_subnet.pub.id
  route_table_id = aws_route_table.pub.id
}
resource "aws_eip" "n" {
  domain = "vpc"
}
resource "aws_route_table" "app" {
  vpc_id = aws_vpc.v.id
}
resource "aws_route" "app" {
  route_table_id         = aws_route_table.app.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = "nat-39c07ad1ecd6a3af6"
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.app.id
}
resource "aws_route_table_association" "b" {
  subnet_id      = aws_subnet.b.id
  route_table_id = aws_route_table.app.id
}
resource "aws_security_group" "apps" {
  name        = "apps"
  description = "apps"
  vpc_id      = aws_vpc.v.id
}
resource "aws_security_group_rule" "self" {
  type                     = "ingress"
  security_group_id        = aws_security_group.apps.id
  source_security_group_id = aws_security_group.apps.id
  protocol                 = "tcp"
  from_port                = 1024
  to_port                  = 65535
}
resource "aws_security_group_rule" "out" {
  type              = "egress"
  security_group_id = aws_security_group.apps.id
  cidr_blocks       = ["0.0.0.0/0"]
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
}
resource "aws_security_group" "eps" {
  name        = "eps"
  description = "eps"
  vpc_id      = aws_vpc.v.id
}
resource "aws_security_group_rule" "eps" {
  type                     = "ingress"
  security_group_id        = aws_security_group.eps.id
  source_security_group_id = aws_security_group.apps.id
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
}
resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.sagemaker.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [aws_security_group.eps.id]
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.v.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.app.id]
}
resource "aws_iam_role" "r" {
  name               = "studio"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" } }] })
}
resource "aws_sagemaker_domain" "d" {
  domain_name             = "d"
  auth_mode               = "IAM"
  vpc_id                  = aws_vpc.v.id
  subnet_ids              = [aws_subnet.a.id, aws_subnet.b.id]
  app_network_access_type = "VpcOnly"
  default_user_settings {
    execution_role  = aws_iam_role.r.arn
    security_groups = [aws_security_group.apps.id]
  }
}
