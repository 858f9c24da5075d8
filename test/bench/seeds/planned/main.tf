# One domain of which everything that comes in numbers is counted: grow.mjs repeats the last instances.
terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "n" { default = 2 }

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}
resource "aws_subnet" "this" {
  count             = var.n
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/8", 20, count.index)
  availability_zone = "eu-west-1a"
}
resource "aws_route_table" "this" {
  count  = var.n
  vpc_id = aws_vpc.this.id
}
resource "aws_route_table_association" "this" {
  count          = var.n
  subnet_id      = aws_subnet.this[count.index].id
  route_table_id = aws_route_table.this[count.index].id
}
resource "aws_route" "first" {
  count                  = var.n
  route_table_id         = aws_route_table.this[0].id
  destination_cidr_block = cidrsubnet("11.0.0.0/8", 20, count.index)
  transit_gateway_id     = "tgw-0123456789abcdef0"
}
resource "aws_security_group" "apps" { vpc_id = aws_vpc.this.id }
resource "aws_security_group_rule" "apps" {
  count             = var.n
  security_group_id = aws_security_group.apps.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = [cidrsubnet("10.0.0.0/8", 20, count.index)]
}
resource "aws_security_group_rule" "among_apps" {
  for_each          = toset(["ingress", "egress"])
  security_group_id = aws_security_group.apps.id
  type              = each.value
  protocol          = "tcp"
  from_port         = 0
  to_port           = 65535
  self              = true
}
resource "aws_security_group" "user" {
  count  = var.n
  vpc_id = aws_vpc.this.id
}
resource "aws_vpc_endpoint" "this" {
  for_each            = toset(["sagemaker.api", "sagemaker.runtime", "s3"])
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.apps.id]
  subnet_ids          = aws_subnet.this[*].id
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = aws_subnet.this[*].id
  app_network_access_type = "VpcOnly"
  default_user_settings {
    execution_role  = "arn:aws:iam::123456789012:role/studio"
    security_groups = [aws_security_group.apps.id]
  }
}
resource "aws_sagemaker_user_profile" "this" {
  count             = var.n
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = "user-${count.index}"
  user_settings {
    execution_role  = "arn:aws:iam::123456789012:role/studio"
    security_groups = [aws_security_group.user[count.index].id]
  }
}
# What has nothing to do with Studio, for the size of a large plan.
data "aws_iam_policy_document" "bystander" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
    resources = ["*"]
  }
}
resource "aws_s3_bucket" "bystander" {
  count  = var.n
  bucket = "bystander-${count.index}"
}
resource "aws_iam_role" "bystander" {
  count              = var.n
  name               = "bystander-${count.index}"
  assume_role_policy = data.aws_iam_policy_document.bystander.json
}
resource "aws_cloudwatch_metric_alarm" "bystander" {
  count               = var.n
  alarm_name          = "bystander-${count.index}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 5
  metric_name         = "NumberOfObjects"
  namespace           = "AWS/S3"
  period              = 300
  statistic           = "Average"
  threshold           = 80
  dimensions          = { BucketName = aws_s3_bucket.bystander[count.index].id }
}
resource "aws_lambda_function" "bystander" {
  count         = var.n
  function_name = "bystander-${count.index}"
  role          = aws_iam_role.bystander[count.index].arn
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  filename      = "function.zip"
}
resource "aws_instance" "bystander" {
  count         = var.n
  ami           = "ami-0123456789abcdef0"
  instance_type = "m5.large"
  subnet_id     = aws_subnet.this[0].id
  user_data     = "#!/bin/sh\nexec /usr/local/bin/serve --number ${count.index}\n"
}
