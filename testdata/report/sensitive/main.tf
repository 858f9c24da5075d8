# Everything that a policy reads is sensitive, and wrong, so that every finding is tempted to show it.
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

variable "secret" {
  sensitive = true
  default = {
    mode    = "VpcOnly"
    vpc     = "vpc-5ec2e70000000000"
    block   = "203.0.113.0/29"
    wide    = "198.51.100.0/24"
    zone    = "eu-west-1c"
    tenancy = "dedicated"
    service = "com.amazonaws.eu-west-1.sagemaker.api"
    off     = false
    port    = 47801
  }
}

resource "aws_vpc" "this" {
  cidr_block       = "203.0.113.0/24"
  instance_tenancy = var.secret.tenancy
}
resource "aws_subnet" "studio" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = var.secret.block
  availability_zone = var.secret.zone
}
resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}
resource "aws_route_table" "studio" {
  vpc_id = var.secret.vpc
  route {
    cidr_block = var.secret.wide
    gateway_id = aws_internet_gateway.this.id
  }
}
resource "aws_route_table_association" "studio" {
  subnet_id      = aws_subnet.studio.id
  route_table_id = aws_route_table.studio.id
}
resource "aws_security_group" "studio" {
  vpc_id = var.secret.vpc
  ingress {
    from_port   = var.secret.port
    to_port     = var.secret.port
    protocol    = "tcp"
    cidr_blocks = [var.secret.wide, "0.0.0.0/0"]
  }
  egress {
    from_port   = var.secret.port
    to_port     = var.secret.port
    protocol    = "tcp"
    cidr_blocks = [var.secret.wide]
  }
}
resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.this.id
  service_name        = var.secret.service
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = var.secret.off
  subnet_ids          = [aws_subnet.studio.id]
  security_group_ids  = [aws_security_group.studio.id]
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = var.secret.mode
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [aws_subnet.studio.id]
  default_user_settings {
    execution_role  = "arn:aws:iam::123456789012:role/studio"
    security_groups = [aws_security_group.studio.id]
  }
}
