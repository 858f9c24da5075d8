resource "aws_vpc" "this" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_subnet" "s" {
  count                           = 3
  vpc_id                          = aws_vpc.this.id
  availability_zone               = "eu-west-1${["a", "b", "c"][count.index]}"
  ipv6_native                     = true
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.this.ipv6_cidr_block, 8, count.index)
  assign_ipv6_address_on_creation = true
}
resource "aws_sagemaker_domain" "this" {
  domain_name             = "v6"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = aws_subnet.s[*].id
  default_user_settings { execution_role = aws_iam_role.exec.arn }
}
