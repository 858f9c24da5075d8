terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "strict" {
  type = bool
}

variable "vpc_id" {
  type = string
}

variable "endpoint" {
  type = string
}

resource "aws_iam_role" "studio" {
  name = "studio"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "sagemaker.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "inside" {
  count = var.strict ? 1 : 0
  name  = "inside"
  role  = aws_iam_role.studio.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Action    = "*"
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:SourceVpce" = var.endpoint } }
    }]
  })
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = var.vpc_id
  subnet_ids              = ["subnet-0aaa"]

  default_user_settings {
    execution_role  = aws_iam_role.studio.arn
    security_groups = ["sg-0aaa"]
  }
}
