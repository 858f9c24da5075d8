resource "aws_efs_file_system" "data" {
  encrypted = true
}

resource "aws_sagemaker_user_profile" "alice" {
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = "alice"

  user_settings {
    execution_role = aws_iam_role.studio.arn

    custom_file_system_config {
      efs_file_system_config {
        file_system_id   = aws_efs_file_system.data.id
        file_system_path = "/"
      }
    }
  }
}
