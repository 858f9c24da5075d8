# Everything is said in YAML; the subnet app-b is in the table of the internet gateway.
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  config = yamldecode(<<-YAML
    vpc:
      cidr: 10.0.0.0/16 # the whole site
    tables:
      app: { open: no }
      web: { open: yes }
    subnets:
      - { name: app-a, table: app, zone: a }
      - name: app-b
        table: web
        zone: b
    studio: [app-a, "app-b"]
    YAML
  )
  subnets = { for position, subnet in local.config.subnets : subnet.name => merge(subnet, { position = position }) }
}

resource "aws_vpc" "this" {
  cidr_block           = local.config.vpc.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = local.subnets
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(local.config.vpc.cidr, 8, each.value.position)
  availability_zone = "eu-west-1${each.value.zone}"
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table" "this" {
  for_each = local.config.tables
  vpc_id   = aws_vpc.this.id
}

resource "aws_route_table_association" "this" {
  for_each       = local.subnets
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.value.table].id
}

resource "aws_route" "out" {
  for_each               = toset([for name, table in local.config.tables : name if table.open])
  route_table_id         = aws_route_table.this[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_security_group" "apps" {
  name   = "apps"
  vpc_id = aws_vpc.this.id
}

resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [for name in local.config.studio : aws_subnet.this[name].id]

  default_user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/studio"
    security_groups = [aws_security_group.apps.id]
  }
}
