# terraform_data hands on lists and objects, and every domain takes its subnets out of one by other means; all of them are
# in the table of the internet gateway.
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
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "terraform_data" "network" {
  input            = { ids = aws_subnet.this[*].id, gateway = aws_internet_gateway.this }
  triggers_replace = toset(aws_subnet.this[*].id)
}

resource "terraform_data" "subnet" {
  count = 2
  input = { id = aws_subnet.this[count.index].id, name = "app-${count.index}" }
}

resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = terraform_data.network.output.gateway.id
  }
}

resource "aws_route_table_association" "this" {
  for_each       = { for one in terraform_data.subnet : one.input.name => one }
  subnet_id      = each.value.output.id
  route_table_id = aws_route_table.this.id
}

locals {
  subnet_ids = {
    attempt  = try(terraform_data.network.output.nowhere, terraform_data.network.output.ids)
    concat   = concat(terraform_data.network.output.ids, [])
    element  = [element(terraform_data.network.output.ids, 0), element(terraform_data.network.output.ids, 1)]
    flatten  = flatten([for one in terraform_data.subnet : [one.output.id]])
    input    = terraform_data.network.input.ids
    lookup   = lookup(terraform_data.network.output, "ids", [])
    loop     = [for id in terraform_data.network.output.ids : id if length(terraform_data.network.output.ids) == 2]
    splat    = terraform_data.subnet[*].output.id
    triggers = [for id in terraform_data.network.triggers_replace : id]
  }
}

resource "aws_iam_role" "this" {
  name               = "studio"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" } }] })
}

resource "aws_sagemaker_domain" "attempt" {
  domain_name             = "attempt"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.attempt
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "concat" {
  domain_name             = "concat"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.concat
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "element" {
  domain_name             = "element"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.element
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "flatten" {
  domain_name             = "flatten"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.flatten
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "input" {
  domain_name             = "input"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.input
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "lookup" {
  domain_name             = "lookup"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.lookup
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "loop" {
  domain_name             = "loop"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.loop
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "splat" {
  domain_name             = "splat"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.splat
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "triggers" {
  domain_name             = "triggers"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.triggers
  default_user_settings { execution_role = aws_iam_role.this.arn }
}
