# SageMaker makes this group with the domain.
data "aws_security_group" "studio_nfs" {
  name       = "security-group-for-inbound-nfs-${aws_sagemaker_domain.this.id}"
  depends_on = [aws_sagemaker_domain.this]
}

resource "aws_efs_mount_target" "data" {
  for_each        = aws_subnet.studio
  file_system_id  = aws_efs_file_system.data.id
  subnet_id       = each.value.id
  security_groups = [data.aws_security_group.studio_nfs.id]
}
