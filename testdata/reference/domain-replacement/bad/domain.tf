resource "aws_sagemaker_domain" "this" {
  domain_name             = "studio-v2"
  auth_mode               = "IAM"
  app_network_access_type = "VpcOnly"
  vpc_id                  = aws_vpc.this.id
  subnet_ids              = values(aws_subnet.studio)[*].id

  default_user_settings {
    execution_role  = aws_iam_role.studio.arn
    security_groups = [aws_security_group.apps.id]
  }
}
