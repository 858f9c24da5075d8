# The groups of the domain stand in a block of which only a part is known.
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_iam_role" "exec" {
  name               = "exec"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" } }] })
}
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "v" { vpc_id = aws_vpc.v.id }
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.9.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.v.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "s" {
  count          = 2
  subnet_id      = aws_subnet.s[count.index].id
  route_table_id = aws_route_table.t.id
}
resource "aws_route_table" "t" {
  vpc_id = aws_vpc.v.id
}

resource "aws_security_group" "apps" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port = 0
    to_port   = 65535
    protocol  = "tcp"
    self      = true
  }
  egress {
    from_port = 0
    to_port   = 65535
    protocol  = "tcp"
    self      = true
  }
}
resource "aws_security_group" "closed" { vpc_id = aws_vpc.v.id }
resource "aws_eks_cluster" "c" {
  name     = "c"
  role_arn = aws_iam_role.exec.arn
  vpc_config {
    subnet_ids         = aws_subnet.s[*].id
    security_group_ids = [aws_security_group.closed.id]
  }
}
resource "terraform_data" "rt" { triggers_replace = { tables = [aws_route_table.t.id] } }
resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.sagemaker.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = one(aws_eks_cluster.c.vpc_config).subnet_ids
  security_group_ids  = one(aws_eks_cluster.c.vpc_config).security_group_ids
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.v.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = terraform_data.rt.triggers_replace.tables
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = "this"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.v.id
  subnet_ids              = aws_subnet.s[*].id
  default_user_settings {
    execution_role  = aws_iam_role.exec.arn
    security_groups = one(aws_eks_cluster.c.vpc_config).security_group_ids
  }
}
