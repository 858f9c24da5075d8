# The domain takes its subnets out of an object that a terraform_data hands on.
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
  for_each          = { app_a = 0, app_b = 1, web_a = 2, web_b = 3 }
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
  availability_zone = "eu-west-1${substr(each.key, -1, 1)}"
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table" "web" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.this.id
  }
}

resource "aws_route_table_association" "web" {
  for_each       = toset([for name in keys(aws_subnet.this) : name if startswith(name, "web_")])
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.web.id
}

resource "terraform_data" "network" {
  input = {
    vpc     = aws_vpc.this.id
    subnets = [for zone in ["a", "b"] : aws_subnet.this["web_${zone}"].id]
  }
}

resource "aws_security_group" "apps" {
  name   = "apps"
  vpc_id = aws_vpc.this.id
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = terraform_data.network.output.vpc
  subnet_ids              = terraform_data.network.output.subnets

  default_user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/studio"
    security_groups = [aws_security_group.apps.id]
  }
}
