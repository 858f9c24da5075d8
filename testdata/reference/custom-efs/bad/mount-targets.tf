resource "aws_efs_mount_target" "data" {
  for_each        = aws_subnet.studio
  file_system_id  = aws_efs_file_system.data.id
  subnet_id       = each.value.id
  security_groups = [aws_security_group.apps.id]
}
