# The policies hold ids and ARNs that are known only after apply, in every way of writing JSON.
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
  allow = { Effect = "Allow", Action = "*", Resource = "*" }
  deny = {
    Effect    = "Deny"
    Action    = ["sagemaker:*", "s3:*"]
    Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
    Condition = { StringNotEquals = { "aws:SourceVpce" = aws_vpc_endpoint.api.id } }
  }
  policies = {
    encoded  = jsonencode({ Version = "2012-10-17", Statement = [local.deny] })
    single   = jsonencode({ Version = "2012-10-17", Statement = local.deny })
    merged   = jsonencode(merge({ Version = "2012-10-17" }, { Statement = concat([local.allow], [local.deny]) }))
    listed   = jsonencode({ Version = "2012-10-17", Statement = [for text in [jsonencode(local.allow), jsonencode(local.deny)] : jsondecode(text)] })
    allowed  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:SourceVpc" = [aws_vpc.this.id] } }, Sid = "" }] })
    heredoc  = <<-EOT
      {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "${aws_s3_bucket.this.arn}/*",
        "Condition": {"StringNotEquals": {"aws:sourceVpce": "${aws_vpc_endpoint.api.id}"}}}]}
    EOT
    template = "{\"Version\": \"2012-10-17\", \"Statement\": [${jsonencode(local.allow)}, ${jsonencode(local.deny)}]}"
    source   = data.aws_iam_policy_document.source.json
    override = data.aws_iam_policy_document.override.json
    chosen   = coalesce(data.aws_iam_policy_document.compact.json, "{}")
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

data "aws_iam_policy_document" "source" {
  source_policy_documents = [jsonencode({ Statement = [local.allow] }), data.aws_iam_policy_document.deny.json]

  statement {
    sid       = "Other"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this.arn]
  }
}

data "aws_iam_policy_document" "counted" {
  count = 1

  override_policy_documents = data.aws_iam_policy_document.deny[*].json
}

data "aws_iam_policy_document" "compact" {
  source_policy_documents = compact(concat([join("", data.aws_iam_policy_document.counted[*].json)], [""]))
}

data "aws_iam_policy_document" "override" {
  override_policy_documents = [data.aws_iam_policy_document.deny.json]

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

resource "aws_iam_role" "inline" {
  name               = "inline"
  assume_role_policy = aws_iam_role.this["encoded"].assume_role_policy

  inline_policy {
    name   = "network"
    policy = local.policies.encoded
  }
}

resource "aws_iam_policy" "boundary" {
  name   = "boundary"
  policy = local.policies.allowed
}

resource "aws_iam_role" "bounded" {
  name                 = "bounded"
  assume_role_policy   = aws_iam_role.this["encoded"].assume_role_policy
  permissions_boundary = aws_iam_policy.boundary.arn
}

resource "aws_sagemaker_domain" "this" {
  for_each                = merge(aws_iam_role.this, { inline = aws_iam_role.inline, bounded = aws_iam_role.bounded })
  domain_name             = each.key
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [aws_subnet.this.id]
  default_user_settings { execution_role = each.value.arn }
}
