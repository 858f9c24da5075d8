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
data "aws_region" "current" {}
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
  dynamic "inline_policy" {
    for_each = aws_cloudformation_stack.sg.outputs
    content {
      name = inline_policy.key
      policy = inline_policy.value
    }
  }
}
resource "aws_vpc" "this" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "studio" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = element(["10.20.0.0/24","10.20.1.0/24"], count.index)
  availability_zone = element(["eu-west-1a","eu-west-1b","eu-west-1c"], count.index)
}
resource "aws_route_table" "studio" {
  vpc_id = aws_vpc.this.id
}
resource "aws_route_table_association" "studio" {
  count          = 2
  subnet_id      = aws_subnet.studio[count.index].id
  route_table_id = aws_route_table.studio.id
}
resource "aws_security_group" "studio" {
  name   = "studio"
  vpc_id = aws_vpc.this.id
  ingress {
    from_port = 2049
    to_port   = 2049
    protocol  = "tcp"
    self      = true
  }
  ingress {
    from_port = 8192
    to_port   = 65535
    protocol  = "tcp"
    self      = true
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.this.id
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    security_groups = ["sg-0123456789abcdef0", aws_cloudformation_stack.sg.outputs["G"]]
  }
}
resource "aws_vpc_endpoint" "sagemaker_api" {
  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.sagemaker.api"
  subnet_ids          = aws_subnet.studio[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "sagemaker_runtime" {
  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.sagemaker.runtime"
  subnet_ids          = aws_subnet.studio[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "servicecatalog" {
  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.servicecatalog"
  subnet_ids          = aws_subnet.studio[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "studio" {
  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "aws.sagemaker.${data.aws_region.current.name}.studio"
  subnet_ids          = aws_subnet.studio[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "sts" {
  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.sts"
  subnet_ids          = aws_subnet.studio[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.logs"
  subnet_ids          = aws_subnet.studio[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "ecr_api" {
  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.ecr.api"
  subnet_ids          = aws_subnet.studio[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "ecr_dkr" {
  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.ecr.dkr"
  subnet_ids          = aws_subnet.studio[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "s3_gateway" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${data.aws_region.current.name}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.studio.id]
}
resource "aws_sagemaker_domain" "this" {
  domain_name = "studio"
  auth_mode   = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id      = aws_vpc.this.id
  subnet_ids  = aws_subnet.studio[*].id
  default_user_settings {
    execution_role  = aws_iam_role.exec.arn
    security_groups = [aws_security_group.studio.id]
  }
}

resource "aws_cloudformation_stack" "sg" {
  name = "sg"
  template_body = "{}"
}
