# What stands has sensitive values too, some of them only before the plan and some only after it.
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
    vpc     = "vpc-5ec2e70000000001"
    subnets = ["subnet-5ec2e70000000002", "subnet-5ec2e70000000003"]
    group   = "sg-5ec2e70000000004"
    domain  = "5ec2e7-domain"
    wide    = "203.0.113.0/24"
    mode    = "VpcOnly"
  }
}

resource "aws_security_group" "studio" {
  name        = "studio"
  description = "Studio"
  vpc_id      = var.secret.vpc
  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = [var.secret.wide]
  }
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = var.secret.domain
  auth_mode               = "IAM"
  app_network_access_type = var.secret.mode
  vpc_id                  = var.secret.vpc
  subnet_ids              = var.secret.subnets
  default_user_settings {
    execution_role  = "arn:aws:iam::123456789012:role/studio"
    security_groups = [var.secret.group, aws_security_group.studio.id]
  }
}
