variable "given" {}
resource "terraform_data" "kept" {
  for_each = { x = var.given, y = terraform_data.own.id }
  input    = { list = [each.value, each.key], each = each.value }
}
resource "terraform_data" "own" {}
output "outputs" { value = { for key, one in terraform_data.kept : key => one.output.list } }
output "direct" { value = terraform_data.kept["y"].output.each }
