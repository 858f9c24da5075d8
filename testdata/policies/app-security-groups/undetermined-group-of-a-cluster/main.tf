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
resource "aws_eks_cluster" "this" {
  name = "eks"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  vpc_config { subnet_ids = ["subnet-0aaa","subnet-0bbb"] }
}
locals { app_sg = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id }
resource "aws_sagemaker_domain" "this" {
  domain_name = "studio"
  auth_mode   = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id      = "vpc-0aaa"
  subnet_ids  = ["subnet-0aaa","subnet-0bbb"]
  default_user_settings {
    execution_role  = "arn:aws:iam::111122223333:role/x"
    security_groups = [local.app_sg]
  }
}
