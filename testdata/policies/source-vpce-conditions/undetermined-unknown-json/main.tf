# Parts of the policies are known only after apply that may hold conditions.
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

resource "aws_cloudformation_stack" "this" {
  name          = "network"
  template_body = jsonencode({ Resources = {} })
}

locals {
  policies = {
    key    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*", Condition = { StringNotEquals = { (aws_cloudformation_stack.this.outputs["Key"]) = "x" } } }] })
    list   = jsonencode({ Version = "2012-10-17", Statement = concat([{ Effect = "Allow", Action = "*", Resource = "*" }], jsondecode(aws_cloudformation_stack.this.outputs["Statements"])) })
    quoted = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"${aws_cloudformation_stack.this.outputs["Bucket"]}/*\"}]}"
    bare   = "{\"Version\": \"2012-10-17\", \"Statement\": [${aws_cloudformation_stack.this.outputs["Statement"]}]}"
    source = data.aws_iam_policy_document.source.json
    sid    = data.aws_iam_policy_document.sid.json
  }
}

data "aws_iam_policy_document" "source" {
  source_policy_documents = [aws_cloudformation_stack.this.outputs["Policy"]]

  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this.arn]
  }
}

data "aws_iam_policy_document" "sid" {
  source_policy_documents = [jsonencode({ Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*", Sid = "Network", Condition = { StringNotEquals = { "aws:SourceVpc" = aws_vpc.this.id } } }] })]

  statement {
    sid       = aws_cloudformation_stack.this.outputs["Sid"]
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
