# Both carry the group of the apps, which lets itself in.
resource "aws_sagemaker_user_profile" "this" {
  for_each          = toset(["alice", "bob"])
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = each.key

  user_settings {
    execution_role  = aws_iam_role.studio.arn
    security_groups = [aws_security_group.apps.id]
  }
}
