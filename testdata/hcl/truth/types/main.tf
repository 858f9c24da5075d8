variable "set" { type = set(string) }
variable "numbers" { type = list(number) }
variable "object" {
  type = object({ a = string, b = optional(list(string), ["default"]), c = optional(object({ d = optional(bool, true) }), {}) })
}
variable "map" { type = map(string) }
variable "tuple" { type = tuple([string, string]) }
variable "required" {}
variable "absent" {
  type    = list(string)
  default = null
}
variable "refuses" {
  type     = list(string)
  default  = ["standard"]
  nullable = false
}
output "all" {
  value = {
    set      = tolist(var.set)
    count    = length(var.set)
    numbers  = var.numbers
    object   = var.object
    map      = var.map
    tuple    = var.tuple
    required = var.required
    absent   = var.absent == null
    refuses  = var.refuses
  }
}
