# Sensitive values in every place that a policy reads, a provider's credentials and a module's argument among them.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = var.region
  access_key                  = "AKIA5EC2E7KEY0000000"
  secret_key                  = var.key
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "region" {
  sensitive = true
  default   = "me-central-1"
}
variable "key" {
  default = "5ec2e7-key-of-provider"
}
variable "secret" {
  sensitive = true
  default = {
    domain   = "5ec2e7-domain"
    profile  = "5ec2e7-profile"
    subnet   = "subnet-5ec2e70000000001"
    group    = "sg-5ec2e70000000002"
    gateway  = "igw-5ec2e70000000003"
    list     = "pl-5ec2e70000000004"
    role     = "arn:aws:iam::123456789012:role/5ec2e7-role"
    block    = "203.0.113.0/27"
    blocks   = ["203.0.113.32/27", "203.0.113.64/27"]
    wide     = "198.51.100.0/24"
    six      = "2001:db8:5ec2:e700::/64"
    zone     = "me-central-1c"
    ports    = [47801, 47899]
    own      = "com.amazonaws.vpce.me-central-1.vpce-svc-5ec2e70000000005"
    of_aws   = "com.amazonaws.me-central-1.sagemaker.5ec2e7"
    bucket   = "arn:aws:s3:::5ec2e7-bucket"
    mode     = "VpcOnly"
    protocol = "tcp"
    off      = false
    tag      = "5ec2e7-tag"
  }
}

locals {
  literal = sensitive("subnet-5ec2e70000000006")
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = var.secret.off
  tags                 = { Name = var.secret.tag }
}
resource "aws_vpc_dhcp_options" "this" {
  domain_name_servers = [cidrhost(var.secret.block, 5)]
}
resource "aws_vpc_dhcp_options_association" "this" {
  vpc_id          = aws_vpc.this.id
  dhcp_options_id = aws_vpc_dhcp_options.this.id
}
resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}
resource "aws_subnet" "studio" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = var.secret.blocks[count.index]
  availability_zone = var.secret.zone
}
resource "aws_route_table" "inline" {
  vpc_id = aws_vpc.this.id
  route {
    cidr_block = var.secret.wide
    gateway_id = var.secret.gateway
  }
}
resource "aws_route_table" "separate" {
  vpc_id = aws_vpc.this.id
}
resource "aws_route" "wide" {
  route_table_id         = aws_route_table.separate.id
  destination_cidr_block = var.secret.wide
  gateway_id             = aws_internet_gateway.this.id
}
resource "aws_route" "six" {
  route_table_id              = aws_route_table.separate.id
  destination_ipv6_cidr_block = var.secret.six
  gateway_id                  = var.secret.gateway
}
resource "aws_route_table_association" "inline" {
  subnet_id      = aws_subnet.studio[0].id
  route_table_id = aws_route_table.inline.id
}
resource "aws_route_table_association" "separate" {
  subnet_id      = aws_subnet.studio[1].id
  route_table_id = aws_route_table.separate.id
}
resource "aws_route_table_association" "outside" {
  subnet_id      = var.secret.subnet
  route_table_id = aws_route_table.separate.id
}
resource "aws_network_acl" "this" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [aws_subnet.studio[0].id]
}
resource "aws_network_acl_rule" "this" {
  network_acl_id = aws_network_acl.this.id
  rule_number    = 100
  egress         = true
  protocol       = var.secret.protocol
  rule_action    = "allow"
  cidr_block     = var.secret.wide
  from_port      = var.secret.ports[0]
  to_port        = var.secret.ports[1]
}
resource "aws_security_group" "studio" {
  name        = "5ec2e7-is-secret-here-${var.secret.tag}"
  vpc_id      = aws_vpc.this.id
  description = var.secret.tag
  ingress {
    from_port       = var.secret.ports[0]
    to_port         = var.secret.ports[1]
    protocol        = var.secret.protocol
    cidr_blocks     = concat(var.secret.blocks, ["0.0.0.0/0"])
    security_groups = [var.secret.group]
  }
}
resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.this.id
}
resource "aws_vpc_security_group_egress_rule" "list" {
  security_group_id = aws_security_group.studio.id
  ip_protocol       = "tcp"
  from_port         = var.secret.ports[0]
  to_port           = var.secret.ports[0]
  prefix_list_id    = var.secret.list
}
resource "aws_vpc_security_group_egress_rule" "block" {
  security_group_id = aws_security_group.studio.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = var.secret.block
}
resource "aws_security_group_rule" "rest" {
  security_group_id = aws_security_group.studio.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 1024
  to_port           = var.secret.ports[0]
  cidr_blocks       = [var.secret.wide]
}
resource "aws_vpc_endpoint" "own" {
  vpc_id              = aws_vpc.this.id
  service_name        = var.secret.own
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [var.secret.subnet, aws_subnet.studio[0].id]
  security_group_ids  = [var.secret.group]
}
resource "aws_vpc_endpoint" "of_aws" {
  vpc_id              = aws_vpc.this.id
  service_name        = var.secret.of_aws
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = var.secret.off
  subnet_ids          = [local.literal, aws_subnet.studio[1].id]
  security_group_ids  = [aws_security_group.endpoints.id]
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.${var.region}.s3"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${var.secret.bucket}/*"
    }]
  })
}
resource "aws_vpc_endpoint_route_table_association" "s3" {
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  route_table_id  = aws_route_table.inline.id
}
resource "aws_iam_role" "studio" {
  name = "5ec2e7-name-${var.secret.tag}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "studio" {
  role = aws_iam_role.studio.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Action    = "sagemaker:CreatePresignedDomainUrl"
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:SourceVpce" = var.secret.group } }
    }]
  })
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = var.secret.domain
  auth_mode               = "IAM"
  app_network_access_type = var.secret.mode
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = concat([local.literal], aws_subnet.studio[*].id)
  default_user_settings {
    execution_role  = aws_iam_role.studio.arn
    security_groups = [aws_security_group.studio.id, var.secret.group]
  }
}
resource "aws_sagemaker_domain" "outside" {
  domain_name             = var.secret.domain
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = [var.secret.subnet]
  default_user_settings {
    execution_role  = var.secret.role
    security_groups = [var.secret.group]
  }
}
resource "aws_sagemaker_user_profile" "this" {
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = var.secret.profile
  user_settings {
    execution_role  = var.secret.role
    security_groups = [var.secret.group]
  }
}
module "rules" {
  source = "./module"
  block  = "192.0.2.64/26"
  group  = aws_security_group.studio.id
}
