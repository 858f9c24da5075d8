# The adopted default network ACL leaves the configuration and stays as it is in AWS.
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "v" { vpc_id = aws_vpc.v.id }
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = "x"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.v.id
  subnet_ids              = aws_subnet.s[*].id
  default_user_settings { execution_role = "arn:aws:iam::123456789012:role/exec" }
}
