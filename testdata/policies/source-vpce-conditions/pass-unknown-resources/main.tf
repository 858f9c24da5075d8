# What the policies hold of unknown ids and ARNs is no network; a statement is replaced by another of its id.
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
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.sagemaker.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.this.id]
}

resource "aws_s3_bucket" "this" {}

locals {
  policies = {
    encoded  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"] }] })
    other    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*", Condition = { StringNotEquals = { "aws:ResourceAccount" = aws_vpc.this.owner_id } } }] })
    heredoc  = <<-EOT
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "${aws_s3_bucket.this.arn}/*"}]}
    EOT
    replaced = data.aws_iam_policy_document.replaced.json
  }
}

data "aws_iam_policy_document" "deny" {
  statement {
    sid       = "Network"
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:SourceVpce"
      values   = [aws_vpc_endpoint.api.id]
    }
  }
}

data "aws_iam_policy_document" "replaced" {
  source_policy_documents = [data.aws_iam_policy_document.deny.json]

  statement {
    sid       = "Network"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this.arn]
  }
}

resource "aws_iam_role" "this" {
  for_each           = local.policies
  name               = each.key
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "this" {
  for_each = local.policies
  role     = aws_iam_role.this[each.key].id
  policy   = each.value
}

resource "aws_sagemaker_domain" "this" {
  for_each                = aws_iam_role.this
  domain_name             = each.key
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [aws_subnet.this.id]
  default_user_settings { execution_role = each.value.arn }
}
