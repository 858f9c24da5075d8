# Texts with unknown pieces, planned while the ids of terraform_data are unknown, and applied; applied.json holds what came
# of it. In what is named `open` the evaluation may leave more open than it must.
resource "terraform_data" "id" { count = 3 }
resource "terraform_data" "any" { input = "a,b\"c ${terraform_data.id[0].id} " }

locals {
  ids     = terraform_data.id[*].id
  first   = terraform_data.id[0].id
  csv     = join(",", local.ids)
  policy  = jsonencode({ Statement = [{ Resource = local.ids, Effect = "Deny" }, { Resource = "${local.first}/*" }], Id = local.first, On = true, None = null })
  written = <<-EOT
    {
      "Statement": [{ "Resource": "${local.ids[1]}", "Effect": "Deny", "Number": 1.5 }],
      "Other": { "${local.ids[2]}": { "a": [] } },
      "Texts": ["${local.first}/*", "plain \u0041"]
    }
  EOT
}

resource "terraform_data" "exact" {
  input = {
    alone        = "${local.first}"
    text         = "x-${local.first}-${local.ids[1]}"
    format       = format("%s", local.first)
    format_pair  = format("%s/%s=%d%%", local.first, "b", 3)
    format_index = format("%[2]s-%[1]s", local.first, local.ids[1])
    format_any   = format("%v", local.first)
    formatlist   = formatlist("id/%s", local.ids)
    formatlists  = formatlist("%s=%s", ["a", "b", "c"], local.ids)
    formatone    = formatlist("%s=%s", ["a", "b"], local.first)
    join         = join(",", local.ids)
    join_mixed   = join(", ", concat(["a"], local.ids, ["b"]), ["c"])
    split        = split(",", local.csv)
    split_mixed  = split(",", "a,${local.csv},,b")
    split_inner  = split("/", "${local.first}:x/y")
    split_words  = split(", ", join(", ", local.ids))
    split_loop   = [for id in split(",", local.csv) : { id = id }]
    trimspace    = trimspace(" ${local.first}\n")
    trim_one     = trimspace(local.first)
    trim_lines   = trimspace("\n\n  a ${local.first} b  \n")
    encoded      = jsonencode({ ids = local.ids })
    decoded      = jsondecode(local.policy)
    decoded_part = jsondecode(local.policy).Statement[0].Resource
    again        = jsondecode(jsonencode(local.ids))
    nested       = jsondecode(jsonencode({ inner = jsonencode([local.first]) })).inner
    nested_twice = jsondecode(jsondecode(jsonencode({ inner = jsonencode([local.first]) })).inner)[0]
    composed     = jsondecode("[${jsonencode(local.first)}, ${jsonencode({ a = local.ids })}, \"${local.first}\"]")
    written      = jsondecode(local.written).Statement
    written_text = jsondecode(local.written).Texts
    written_trim = jsondecode(trimspace(local.written)).Statement[0].Resource
    template     = "%{for id in local.ids}<${id}>%{endfor}"
    self         = local.first == "self" ? "self" : local.ids[1]
    none         = contains(["", "a b", "self"], local.first) ? local.first : local.ids[1]
    replaced     = replace("a ${local.first} b", " ", "_")
    replaced_one = replace(local.first, " ", "")
    condition    = local.policy == null ? "null" : "set"
    not_empty    = "x${local.first}" == "" ? "empty" : "set"
    coalesce     = coalesce("", "x${local.first}")
    coalesce_2   = coalesce(join(",", local.ids), "none")
    attempt      = try(jsondecode(local.policy).Nowhere, local.first)
    set          = jsondecode(jsonencode(toset(["b", local.first])))
  }
}

resource "terraform_data" "open" {
  input = {
    split_any     = split(",", "x,${terraform_data.any.id}${terraform_data.any.output}")
    split_hyphen  = split("-", local.first)
    replace_any   = replace(local.first, "/[a-f]/", "x")
    replace_word  = replace(local.first, "a", "b")
    equal_word    = local.first == "1234-5678" ? "same" : "other"
    split_letter  = split("", local.first)
    split_word    = split("a", local.csv)
    trim_any      = trimspace("${terraform_data.any.output} ")
    upper         = upper(local.csv)
    quoted        = format("%q", local.first)
    wide          = format("%60s", local.first)
    short         = format("%.3s", local.first)
    key           = jsondecode(local.written).Other
    many          = join(",", sort(local.ids))
    private       = jsondecode("{\"a\": \"\uE0000\uE001${local.first}\"}")
    private_mark  = jsondecode("{\"a\": \"\\uE0000\\uE001${local.first}\"}")
    broken        = try(jsondecode("{\"a\": ${local.first}}"), "broken")
    broken_string = try(jsondecode("{\"a\": \"${jsonencode(local.first)}\"}"), "broken")
    any_json      = try(jsondecode("{\"a\": \"${terraform_data.any.output}\"}"), "broken")
    escaped       = try(jsondecode("{\"a\": \"\\${local.first}\"}"), "broken")
  }
}
