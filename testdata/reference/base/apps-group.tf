resource "aws_security_group" "apps" {
  name   = "studio-apps"
  vpc_id = aws_vpc.this.id
}
