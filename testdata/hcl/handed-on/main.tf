# What terraform_data hands on: planned over a state in which some of it stands already, and applied; applied.json holds
# what came of it.
resource "terraform_data" "id" { count = 3 }

locals {
  ids = terraform_data.id[*].id
}

resource "terraform_data" "object" {
  input            = { ids = local.ids, first = local.ids[0], known = "k", none = null, number = 3 }
  triggers_replace = { set = toset(local.ids), list = [for id in local.ids : { id = id }] }
}
resource "terraform_data" "scalar" { input = local.ids[0] }
resource "terraform_data" "known" { input = { list = ["p", "q"] } }
resource "terraform_data" "chained" { input = { again = terraform_data.object.output, more = terraform_data.scalar.output } }
resource "terraform_data" "counted" {
  count = 2
  input = [local.ids[count.index], count.index]
}
resource "terraform_data" "keyed" {
  for_each = { a = 0, b = 1 }
  input    = { id = local.ids[each.value], key = each.key }
}

resource "terraform_data" "same" { input = { a = "old", list = ["x", "y"] } }
resource "terraform_data" "changed" { input = { a = local.ids[1] } }
resource "terraform_data" "ignored" {
  input = local.ids[1]
  lifecycle { ignore_changes = [input] }
}
resource "terraform_data" "ignored_all" {
  input = local.ids
  lifecycle { ignore_changes = all }
}
resource "terraform_data" "replaced" {
  input            = local.ids[2]
  triggers_replace = local.ids[0]
}
resource "terraform_data" "ignored_replaced" {
  input            = local.ids[2]
  triggers_replace = "2"
  lifecycle { ignore_changes = [input] }
}
resource "terraform_data" "same_replaced" {
  input            = ["old"]
  triggers_replace = "2"
}
resource "terraform_data" "partly" {
  input = { a = local.ids[0], b = local.ids[1] }
  lifecycle { ignore_changes = [input["a"]] }
}

module "net" {
  source = "./net"
  given  = terraform_data.object.output.ids[2]
}

# One argument each, whose value is looked for.
resource "terraform_data" "lookup" { input = lookup(terraform_data.object.output, "ids", []) }
resource "terraform_data" "concat" { input = concat(terraform_data.object.output.ids, terraform_data.known.output.list, ["z"]) }
resource "terraform_data" "flatten" { input = flatten([terraform_data.object.output.ids, terraform_data.counted[*].output]) }
resource "terraform_data" "splat" { input = terraform_data.counted[*].output[0] }
resource "terraform_data" "values" { input = values(terraform_data.keyed)[*].output.id }
resource "terraform_data" "for" { input = { for key, one in terraform_data.keyed : one.output.key => one.output } }
resource "terraform_data" "length" { input = length(terraform_data.object.output.ids) }
resource "terraform_data" "set" { input = terraform_data.object.triggers_replace.set }
resource "terraform_data" "set_loop" { input = [for id in terraform_data.object.triggers_replace.set : id] }
resource "terraform_data" "list" { input = terraform_data.object.triggers_replace.list[*].id }
resource "terraform_data" "input" { input = [for id in terraform_data.object.input.ids : id] }
resource "terraform_data" "attempt" { input = try(terraform_data.object.output.nowhere, terraform_data.object.output.first) }
resource "terraform_data" "none" { input = [terraform_data.object.output.none == null ? "null" : "set"] }
resource "terraform_data" "chain" { input = [terraform_data.chained.output.again.ids[1], terraform_data.chained.output.more] }
resource "terraform_data" "out_same" { input = [terraform_data.same.output.list, local.ids[0]] }
resource "terraform_data" "out_changed" { input = terraform_data.changed.output.a }
resource "terraform_data" "out_ignored" { input = [terraform_data.ignored.output, local.ids[0]] }
resource "terraform_data" "out_ignored_all" { input = concat(terraform_data.ignored_all.output, local.ids) }
resource "terraform_data" "out_replaced" { input = [terraform_data.replaced.output, terraform_data.replaced.triggers_replace] }
resource "terraform_data" "out_ignored_replaced" { input = [terraform_data.ignored_replaced.output] }
resource "terraform_data" "out_same_replaced" { input = concat(terraform_data.same_replaced.output, terraform_data.same_replaced.output) }
resource "terraform_data" "out_partly" { input = [terraform_data.partly.output.a, terraform_data.partly.output.b] }
resource "terraform_data" "out_module" { input = [module.net.outputs.x[0], module.net.outputs["y"], module.net.direct] }
