# Endpoints without private DNS beside a NAT gateway: the names lead to public addresses, and the group lets nothing out there.
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

resource "aws_vpc" "this" {
  cidr_block           = "10.70.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.70.9.0/24"
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.this.id
  }
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_eip" "this" {
  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  subnet_id     = aws_subnet.public.id
  allocation_id = aws_eip.this.id
}

resource "aws_subnet" "studio" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.70.0.0/24"
}

resource "aws_route_table" "studio" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.this.id
  }
}

resource "aws_route_table_association" "studio" {
  subnet_id      = aws_subnet.studio.id
  route_table_id = aws_route_table.studio.id
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.this.id
}

resource "aws_security_group" "apps" {
  vpc_id = aws_vpc.this.id
}

resource "aws_vpc_security_group_egress_rule" "endpoints" {
  security_group_id            = aws_security_group.apps.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.endpoints.id
}

resource "aws_vpc_endpoint" "api" {
  vpc_id             = aws_vpc.this.id
  service_name       = "com.amazonaws.eu-west-1.sagemaker.api"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [aws_subnet.studio.id]
  security_group_ids = [aws_security_group.endpoints.id]
}

resource "aws_vpc" "other" {
  cidr_block = "10.71.0.0/16"
}

resource "aws_security_group" "other" {
  vpc_id = aws_vpc.other.id
}

resource "aws_sagemaker_user_profile" "this" {
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = "one"

  user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/studio"
    security_groups = [aws_security_group.other.id]
  }
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [aws_subnet.studio.id]

  default_user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/studio"
    security_groups = [aws_security_group.apps.id]
  }
}
