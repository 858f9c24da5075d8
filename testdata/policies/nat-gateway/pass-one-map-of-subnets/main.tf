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

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["sagemaker.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "exec" {
  name               = "studio-exec"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

locals {
  region = "eu-west-1"
  tiers = {
    studio   = 0
    firewall = 1
    public   = 2
  }
  subnets = merge([
    for tier, n in local.tiers : {
      for i, az in ["a","b","c","d"] : "${tier}-${az}" => {
        tier = tier
        az   = "${local.region}${az}"
        cidr = cidrsubnet("10.90.0.0/16", 8, n * 16 + i)
      }
    }
  ]...)
  studio_subnets = { for k, s in local.subnets : k => aws_subnet.all[k].id if s.tier == "studio" }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.90.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "all" {
  for_each = local.subnets

  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value.cidr
  availability_zone = each.value.az
}

resource "aws_route_table" "all" {
  for_each = local.subnets
  vpc_id   = aws_vpc.main.id
  tags     = { Name = each.key }
}

resource "aws_route_table_association" "all" {
  for_each       = local.subnets
  subnet_id      = aws_subnet.all[each.key].id
  route_table_id = aws_route_table.all[each.key].id
}

resource "aws_security_group" "studio" {
  name   = "studio"
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = { nfs = [2049, 2049], apps = [8192, 65535] }
    content {
      description = ingress.key
      protocol    = "tcp"
      from_port   = ingress.value[0]
      to_port     = ingress.value[1]
      self        = true
    }
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.main.id
  subnet_ids              = values(local.studio_subnets)

  default_user_settings {
    execution_role  = aws_iam_role.exec.arn
    security_groups = [aws_security_group.studio.id]
  }
}

resource "aws_eip" "nat" {
  for_each = toset(["a","b","c","d"])
  domain   = "vpc"
}

resource "aws_nat_gateway" "nat" {
  for_each      = aws_eip.nat
  allocation_id = each.value.id
  subnet_id     = aws_subnet.all["public-${each.key}"].id
}

resource "aws_route" "studio" {
  for_each = aws_nat_gateway.nat

  route_table_id         = aws_route_table.all["studio-${each.key}"].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = each.value.id
}

resource "aws_networkfirewall_firewall_policy" "main" {
  name = "studio"

  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
  }
}

resource "aws_networkfirewall_firewall" "main" {
  name                = "studio"
  firewall_policy_arn = aws_networkfirewall_firewall_policy.main.arn
  vpc_id              = aws_vpc.main.id

  dynamic "subnet_mapping" {
    for_each = ["a","b","c","d"]
    content {
      subnet_id = aws_subnet.all["firewall-${subnet_mapping.value}"].id
    }
  }
}

locals {
  firewall_endpoints = { for s in tolist(aws_networkfirewall_firewall.main.firewall_status[0].sync_states) : s.availability_zone => s.attachment[0].endpoint_id }
}

resource "aws_route" "firewall" {
  for_each = toset(["a","b","c","d"])

  route_table_id         = aws_route_table.all["firewall-${each.key}"].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route" "public_firewall" {
  for_each = toset(["a","b","c","d"])

  route_table_id         = aws_route_table.all["public-${each.key}"].id
  destination_cidr_block = "0.0.0.0/0"
  vpc_endpoint_id        = local.firewall_endpoints["${local.region}${each.key}"]
}

resource "aws_vpc_endpoint" "interface" {
  for_each = toset([
    "com.amazonaws.eu-west-1.sagemaker.api", "com.amazonaws.eu-west-1.sagemaker.runtime", "aws.sagemaker.eu-west-1.studio",
    "com.amazonaws.eu-west-1.servicecatalog", "com.amazonaws.eu-west-1.sts", "com.amazonaws.eu-west-1.logs",
  ])

  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = each.key
  private_dns_enabled = true
  subnet_ids          = values(local.studio_subnets)
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.studio.id]
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for k in keys(local.studio_subnets) : aws_route_table.all[k].id]
}
