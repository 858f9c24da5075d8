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

variable "users" {
  type = map(object({
    team   = string
    groups = optional(list(string), [])
  }))
  default = {
    "ana.silva"  = { team = "vision" }
    "ben.okafor" = { team = "vision" }
    "eva.novak"  = { team = "nlp" }
  }
}

locals {
  azs      = { "eu-west-1a" = 0, "eu-west-1c" = 1 }
  teams    = toset([for u in var.users : u.team])
  vpc_cidr = "10.100.0.0/16"
}

resource "aws_vpc" "this" {
  cidr_block           = local.vpc_cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = local.azs
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(local.vpc_cidr, 8, each.value)
  availability_zone = each.key
}

# what every user has: the way to AWS services, nothing in
resource "aws_security_group" "base" {
  name   = "studio-base"
  vpc_id = aws_vpc.this.id
}

# what makes the apps of one user find each other
resource "aws_security_group" "user" {
  for_each = var.users
  name     = "studio-${replace(each.key, ".", "-")}"
  vpc_id   = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "user" {
  for_each                     = aws_security_group.user
  security_group_id            = each.value.id
  referenced_security_group_id = each.value.id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_egress_rule" "user" {
  for_each                     = aws_security_group.user
  security_group_id            = each.value.id
  referenced_security_group_id = each.value.id
  ip_protocol                  = "-1"
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.base.id]
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each = toset(["sagemaker.api", "sagemaker.runtime", "servicecatalog", "sts", "logs", "studio"])

  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = each.key == "studio" ? "aws.sagemaker.eu-west-1.studio" : join(".", ["com.amazonaws.eu-west-1", each.key])
  private_dns_enabled = true
  subnet_ids          = [for s in aws_subnet.this : s.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.this.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_vpc.this.main_route_table_id]
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "teams"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [for s in aws_subnet.this : s.id]

  default_user_settings {
    execution_role  = aws_iam_role.exec.arn
    security_groups = [aws_security_group.base.id]
  }

  default_space_settings {
    execution_role  = aws_iam_role.exec.arn
    security_groups = [aws_security_group.base.id]
  }
}

resource "aws_sagemaker_user_profile" "this" {
  for_each = var.users

  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = replace(each.key, ".", "-")

  user_settings {
    execution_role  = aws_iam_role.exec.arn
    security_groups = concat([aws_security_group.user[each.key].id], each.value.groups)
  }
}

resource "aws_sagemaker_space" "private" {
  for_each   = aws_sagemaker_user_profile.this
  domain_id  = aws_sagemaker_domain.this.id
  space_name = "lab-${each.value.user_profile_name}"

  ownership_settings {
    owner_user_profile_name = each.value.user_profile_name
  }

  space_sharing_settings {
    sharing_type = "Private"
  }

  space_settings {
    app_type = "JupyterLab"
  }
}
