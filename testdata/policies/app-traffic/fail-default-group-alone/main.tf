# As AWS recommends: the default group lets nobody in, and each user has a group of their own. Only users without one are cut off.
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
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_security_group" "base" {
  name   = "base"
  vpc_id = aws_vpc.this.id
}

resource "aws_vpc_security_group_egress_rule" "base" {
  security_group_id = aws_security_group.base.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "user" {
  for_each = toset(["ana", "ben"])
  name     = "user-${each.key}"
  vpc_id   = aws_vpc.this.id

  ingress {
    protocol  = "tcp"
    from_port = 1024
    to_port   = 65535
    self      = true
  }

  egress {
    protocol  = "tcp"
    from_port = 1024
    to_port   = 65535
    self      = true
  }
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = values(aws_subnet.this)[*].id

  default_user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/studio"
    security_groups = [aws_security_group.base.id]
  }
}

resource "aws_sagemaker_user_profile" "this" {
  for_each          = aws_security_group.user
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = each.key

  user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/studio"
    security_groups = [each.value.id]
  }
}
