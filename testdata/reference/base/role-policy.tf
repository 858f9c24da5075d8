data "aws_iam_policy_document" "studio" {
  statement {
    actions   = ["sagemaker:*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "studio" {
  role   = aws_iam_role.studio.name
  policy = data.aws_iam_policy_document.studio.json
}
