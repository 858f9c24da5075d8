resource "aws_security_group" "user" {
  for_each = toset(["alice", "bob"])
  name     = "studio-${each.key}"
  vpc_id   = aws_vpc.this.id

  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_sagemaker_user_profile" "this" {
  for_each          = aws_security_group.user
  domain_id         = aws_sagemaker_domain.this.id
  user_profile_name = each.key

  user_settings {
    execution_role  = aws_iam_role.studio.arn
    security_groups = [each.value.id]
  }
}
