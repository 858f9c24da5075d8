# Every domain gets its subnets through texts; all of them are in the table of the internet gateway.
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

resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.this.id
  }
}

resource "aws_route_table_association" "this" {
  for_each       = { for position, one in aws_subnet.this : "app-${position}" => one }
  subnet_id      = each.value.id
  route_table_id = aws_route_table.this.id
}

locals {
  csv  = join(",", aws_subnet.this[*].id)
  json = jsonencode({ ids = aws_subnet.this[*].id })
  text = <<-EOT
    {"ids": ["${aws_subnet.this[0].id}", "${aws_subnet.this[1].id}"]}
  EOT
  subnet_ids = {
    format  = [for one in aws_subnet.this : format("%s", one.id)]
    heredoc = jsondecode(local.text).ids
    json    = jsondecode(local.json).ids
    list    = formatlist("%s", aws_subnet.this[*].id)
    prefix  = [for id in formatlist("subnet/%s", aws_subnet.this[*].id) : split("/", id)[1]]
    split   = split(",", local.csv)
    trim    = [for id in split("\n", trimspace(join("", [for one in aws_subnet.this : "${one.id}\n"]))) : trimspace(id)]
  }
}

resource "aws_iam_role" "this" {
  name               = "studio"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" } }] })
}

resource "aws_sagemaker_domain" "format" {
  domain_name             = "format"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.format
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "heredoc" {
  domain_name             = "heredoc"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.heredoc
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "json" {
  domain_name             = "json"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.json
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "list" {
  domain_name             = "list"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.list
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "prefix" {
  domain_name             = "prefix"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.prefix
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "split" {
  domain_name             = "split"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.split
  default_user_settings { execution_role = aws_iam_role.this.arn }
}

resource "aws_sagemaker_domain" "trim" {
  domain_name             = "trim"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = local.subnet_ids.trim
  default_user_settings { execution_role = aws_iam_role.this.arn }
}
