# Two routes of which the destinations stand in a file that the plan file does not hold.
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
  routes = yamldecode(file("${path.module}/routes.yaml"))
}

resource "aws_vpc" "this" {
  cidr_block = "10.70.0.0/16"
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

resource "aws_nat_gateway" "public" {
  subnet_id     = aws_subnet.public.id
  allocation_id = aws_eip.this.id
}

resource "aws_nat_gateway" "private" {
  subnet_id         = aws_subnet.public.id
  connectivity_type = "private"
}

resource "aws_subnet" "studio" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.70.0.0/24"
}

resource "aws_route_table" "studio" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block     = local.routes.internet
    nat_gateway_id = aws_nat_gateway.public.id
  }

  route {
    cidr_block     = local.routes.office
    nat_gateway_id = aws_nat_gateway.private.id
  }
}

resource "aws_route_table_association" "studio" {
  subnet_id      = aws_subnet.studio.id
  route_table_id = aws_route_table.studio.id
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [aws_subnet.studio.id]

  default_user_settings {
    execution_role = "arn:aws:iam::111122223333:role/studio"
  }
}
