resource "aws_security_group" "team" {
  count  = 5
  name   = "team-${count.index}"
  vpc_id = aws_vpc.this.id
}

# These and the one of the domain are six, and SageMaker adds one for NFS.
resource "aws_sagemaker_user_profile" "alice" {
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = "alice"

  user_settings {
    execution_role  = aws_iam_role.studio.arn
    security_groups = aws_security_group.team[*].id
  }
}
