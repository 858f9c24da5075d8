variable "size" { type = number }
variable "prefix" {
  type     = string
  default  = "net"
  nullable = false
}
variable "azs" {
  type    = list(string)
  default = ["x", "y"]
}
variable "extra" {
  type    = set(string)
  default = []
}
locals {
  single = var.size == 1
  tables = local.single ? 1 : var.size
  config = {
    main = { subnets = local.ids, tables = terraform_data.table[*].id }
    tiny = { subnets = slice(local.ids, 0, 1), tables = [] }
  }
  ids = terraform_data.subnet[*].id
}
resource "terraform_data" "subnet" { count = var.size }
resource "terraform_data" "table" { count = local.tables }
resource "terraform_data" "association" {
  count = var.size
  input = {
    subnet = element(terraform_data.subnet[*].id, count.index)
    table  = element(terraform_data.table[*].id, local.single ? 0 : count.index)
    name   = format("%s-%02d", var.prefix, count.index)
  }
}
resource "terraform_data" "each" {
  for_each = local.config
  input    = { key = each.key, subnets = each.value.subnets, more = [for t in each.value.tables : t] }
}
output "ids" { value = local.ids }
output "first" { value = local.ids[0] }
output "extra" { value = var.extra }
output "config" { value = local.config }
output "by_az" {
  value = { for i, s in terraform_data.subnet : var.azs[i] => { id = s.id, table = terraform_data.table[i].id } if i < length(var.azs) }
}
