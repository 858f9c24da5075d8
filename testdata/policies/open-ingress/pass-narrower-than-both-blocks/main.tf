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
resource "aws_vpc_ipv4_cidr_block_association" "s" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "100.64.0.0/16"
}
resource "aws_subnet" "studio" {
  depends_on        = [aws_vpc_ipv4_cidr_block_association.s]
  for_each          = { a = "100.64.1.0/24", b = "100.64.2.0/24" }
  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key}"
}
resource "aws_route_table" "studio" { vpc_id = aws_vpc.this.id }
resource "aws_route_table_association" "studio" {
  for_each       = aws_subnet.studio
  subnet_id      = each.value.id
  route_table_id = aws_route_table.studio.id
}
resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.this.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }
}
resource "aws_vpc_endpoint" "studio" {
  for_each            = toset(["sagemaker.api", "sagemaker.runtime", "sts", "logs", "servicecatalog"])
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = values(aws_subnet.studio)[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.this.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.studio.id]
}
resource "aws_iam_role" "studio" {
  name               = "studio"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "sagemaker.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_security_group" "apps" {
  name   = "apps"
  vpc_id = aws_vpc.this.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = "this"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = values(aws_subnet.studio)[*].id
  default_user_settings {
    execution_role  = aws_iam_role.studio.arn
    security_groups = [aws_security_group.apps.id]

  }

}
