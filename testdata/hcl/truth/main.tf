# Every expression here is planned while the ids of terraform_data are unknown, and applied; applied.json holds what came of it.
variable "names" {
  type    = set(string)
  default = ["b", "a", "c"]
}
variable "flags" {
  type    = map(bool)
  default = { on = true, off = false }
}
variable "settings" {
  type = object({
    size  = optional(number, 3)
    label = optional(string)
    rules = optional(list(object({ port = number, cidrs = optional(list(string), ["10.0.0.0/8"]) })), [{ port = 443 }])
  })
  default = { label = "x" }
}
variable "mixed" {
  type    = list(any)
  default = ["a", "b"]
}
variable "port" {
  type    = string
  default = 443
}

locals {
  ids     = terraform_data.many[*].id
  by_name = { for name, one in terraform_data.named : name => one.id }
  use     = true
  nothing = null
  tree    = { a = { b = [{ c = terraform_data.one.id }, { c = "known" }] }, "k.x" = 1 }
  words   = ["delta", "alpha", "charlie", "bravo"]
  nested  = [[terraform_data.one.id], [["deep", terraform_data.many[1].id]], []]
  rules = [
    { port = 443, from = terraform_data.many[0].id, on = true },
    { port = 80, from = terraform_data.many[1].id, on = false },
    { port = 22, from = terraform_data.many[2].id, on = true },
  ]
}

resource "terraform_data" "one" {}
resource "terraform_data" "many" { count = 3 }
resource "terraform_data" "named" { for_each = var.names }
resource "terraform_data" "none" { count = 0 }
resource "terraform_data" "nokeys" { for_each = {} }
resource "terraform_data" "odd" { for_each = toset(["a.b", "c\"d", "$${e}", "f[0]"]) }
resource "terraform_data" "tree" { input = local.tree }

module "net" {
  source = "./net"
  size   = 3
  azs    = ["x", "y", "z"]
  extra  = [terraform_data.one.id, "literal"]
}
module "nets" {
  source   = "./net"
  for_each = { small = 1, large = 2 }
  size     = each.value
  prefix   = each.key
}
module "counted" {
  source = "./net"
  count  = 2
  size   = count.index + 1
}
module "absent" {
  source = "./net"
  count  = 0
  size   = 1
}
module "types" {
  source   = "./types"
  for_each = module.nets
  set      = concat(each.value.ids, each.value.ids)
  numbers  = ["1", 2]
  object   = { a = each.value.first, extra = "dropped" }
  map      = { n = 1, s = "two" }
  tuple    = [each.value.first, 7]
  required = each.key
}

resource "terraform_data" "references" {
  input = {
    plain        = terraform_data.one.id
    resource     = resource.terraform_data.one.id
    counted      = terraform_data.many[1].id
    old_index    = terraform_data.many.2.id
    named        = terraform_data.named["a"].id
    interpolated = terraform_data.named["${"b"}"].id
    splat        = terraform_data.many[*].id
    old_splat    = terraform_data.many.*.id
    old_element  = terraform_data.many.*.id[1]
    paren_splat  = (terraform_data.many[*].id)[2]
    one_splat    = terraform_data.one[*].id
    null_splat   = local.nothing[*]
    odd          = [for k in ["a.b", "c\"d", "$${e}", "f[0]"] : terraform_data.odd[k].id]
    tree         = local.tree.a.b[0].c
    tree_key     = local.tree["a"]["b"][1]["c"]
    tree_splat   = local.tree.a.b[*].c
    empty        = terraform_data.none[*].id
    empty_map    = [for k, v in terraform_data.nokeys : v.id]
    output       = terraform_data.tree.output.a.b[0].c
    output_known = terraform_data.tree.output["k.x"]
    whole        = [for one in terraform_data.many : one.id]
    workspace    = terraform.workspace
    root         = path.root
    triggers     = terraform_data.one.triggers_replace
  }
}

resource "terraform_data" "modules" {
  input = {
    output    = module.net.ids
    index     = module.net.ids[2]
    map       = module.net.by_az["y"].table
    keyed     = module.nets["small"].ids
    number    = module.counted[1].ids[1]
    splat     = module.counted[*].ids
    flat      = flatten(module.counted[*].ids)
    values    = values(module.nets)[*].first
    for       = { for k, m in module.nets : k => m.ids }
    dynamic   = [for k in ["large", "small"] : module.nets[k].first]
    absent    = module.absent[*].ids
    one       = one(module.absent[*].first)
    tried     = try(module.absent[0].first, terraform_data.one.id)
    local_key = module.nets[local.use ? "large" : "small"].first
    extra     = module.net.extra
    defaults  = module.counted[0].extra
    config    = module.net.config
    types     = { for k, m in module.types : k => m.all }
  }
}

resource "terraform_data" "collections" {
  input = {
    concat         = concat(local.ids, ["x"], [terraform_data.one.id])
    flatten        = flatten(local.nested)
    flatten_for    = flatten([for r in local.rules : [for n in [1, 2] : { from = r.from, n = n }]])
    element        = element(local.ids, 4)
    element_zero   = element(local.ids, 0)
    slice          = slice(local.ids, 1, 3)
    reverse        = reverse(local.ids)
    distinct       = distinct(concat(local.ids, local.ids))
    compact        = compact(["", terraform_data.one.id, null, "x"])
    chunklist      = chunklist(local.ids, 2)
    coalescelist   = coalescelist([], [], [terraform_data.one.id])
    coalesce       = coalesce(null, "", terraform_data.one.id, "never")
    coalesce_num   = coalesce(null, 0, 5)
    contains       = contains(local.ids, terraform_data.many[1].id)
    contains_no    = contains(local.ids, terraform_data.one.id)
    index          = index(local.ids, terraform_data.many[2].id)
    keys           = keys(local.by_name)
    values         = values(local.by_name)
    length         = length(local.ids)
    length_map     = length(local.by_name)
    length_set     = length(toset(local.ids))
    length_text    = length("héllo😀")
    lookup         = lookup(local.by_name, "a", "none")
    lookup_default = lookup(local.by_name, "zz", terraform_data.one.id)
    lookup_object  = lookup({ a = [1] }, "a", [])
    matchkeys      = matchkeys(local.ids, ["x", "y", "x"], ["x"])
    merge          = merge(local.by_name, { d = terraform_data.one.id }, { a = "replaced" }, null)
    merge_expand   = merge([{ a = 1 }, { b = terraform_data.one.id }]...)
    one            = one([terraform_data.one.id])
    one_empty      = one([])
    one_set        = one(toset([terraform_data.one.id]))
    range          = [range(3), range(1, 4), range(0, 10, 4), range(3, 0), range(5, 0, -2)]
    setproduct     = setproduct(["a", "b"], local.ids)
    setunion       = setunion(["b", "a"], ["a", "c"])
    setintersect   = setintersection(["a", "b", "c"], ["b", "c"], ["c", "b"])
    setsubtract    = setsubtract(["a", "b", "c"], ["b"])
    setsubtract_id = setsubtract(local.ids, [terraform_data.many[0].id])
    setunion_id    = setunion(local.ids, [terraform_data.many[0].id, terraform_data.one.id])
    sort           = sort(local.words)
    sort_ids       = sort(local.ids)
    sum            = sum([1, 2.5, 3])
    transpose      = transpose({ a = ["1", "2"], b = ["2"] })
    zipmap         = zipmap(["x", "y", "z"], local.ids)
    alltrue        = [alltrue([]), alltrue([true, "true"]), alltrue([true, false])]
    anytrue        = [anytrue([]), anytrue([false, true]), anytrue([false])]
    tolist         = tolist(["a", 1, true])
    tolist_set     = tolist(toset(["b", "a"]))
    toset          = toset(["b", "a", "b", terraform_data.one.id])
    tomap          = tomap({ a = 1, b = "x" })
    toset_numbers  = tolist(toset([10, 9, 100]))
  }
}

resource "terraform_data" "expressions" {
  input = {
    conditional      = local.use ? terraform_data.one.id : "no"
    conditional_type = true ? 1 : "a"
    conditional_list = local.use ? [terraform_data.one.id] : []
    conditional_null = local.use ? null : terraform_data.one.id
    not_null         = terraform_data.one.id != null ? "set" : "unset"
    not_empty        = terraform_data.one.id == "" ? "empty" : "full"
    same             = terraform_data.one.id == terraform_data.one.id
    differ           = terraform_data.many[0].id == terraform_data.many[1].id
    text_not_null    = "${terraform_data.one.id}-x" == null
    list_not_tuple   = var.mixed == ["a", "b"]
    numbers          = [1 + 2 * 3, (1 + 2) * 3, 7 % 4, -7 % 4, 10 / 4, 0.1 + 0.2, 1 / 4, -(3), 2 - -2, "5" + 1]
    compare          = [1 < 2, 2 <= 2, 3 > 4, 1 == 1.0, "1" == 1, "a" != "b", null == null, [] == []]
    logic            = [true && false, true || false, !true, true && true || false]
    for_list         = [for i, id in local.ids : "${i}" if i != 1]
    for_ids          = [for i, id in local.ids : id if i != 1]
    for_map          = { for name, id in local.by_name : upper(name) => id if name != "c" }
    for_group        = { for r in local.rules : r.on ? "on" : "off" => r.from... }
    for_set          = [for n in var.names : n]
    for_set_key      = { for k, v in var.names : k => v }
    for_object       = [for k, v in { z = 1, a = 2 } : "${k}=${v}"]
    nested_for       = { for r in local.rules : r.port => [for id in local.ids : id if id == r.from] }
    filter_id        = [for id in local.ids : id if id != terraform_data.many[1].id]
    filter_empty     = [for id in local.ids : id if id != "" && id != null]
    computed_key     = { (local.words[0]) = 1, "${local.words[1]}-x" = 2, plain = 3 }
    number_key       = { 1 = "one", true = "yes" }
    try_first        = try(local.tree.a.b[0].c, "no")
    try_second       = try(local.tree.nope, terraform_data.one.id)
    try_null         = try(local.nothing.x, "null has no attributes")
    try_number       = try(tonumber("x"), 5)
    can              = [can(local.tree.a), can(local.tree.z), can(tonumber("1")), can(regex("^a", "b"))]
    unindexed        = try(local.ids[7], "out of range")
    set_element      = tolist(var.names)[0]
    flags            = [for k, v in var.flags : k if v]
    settings         = var.settings
    settings_cidrs   = var.settings.rules[0].cidrs[0]
    port             = var.port
    any_list         = concat(var.mixed, [terraform_data.one.id])
    spread           = max([1, 5, 3]...)
    nested_template  = "a${"b${"c"}"}"
  }
}

resource "terraform_data" "templates" {
  input = {
    plain     = "x"
    escapes   = "tab\there \"quoted\" \\ new\nline \u00e9 \U0001F600 $${literal} %%{literal} $ % 100%"
    values    = "${1} ${true} ${"t"} ${1.5} ${-0} ${100000000000}"
    if        = "%{if local.use}yes%{else}no%{endif}"
    for       = "%{for w in local.words}<${w}>%{endfor}"
    for_index = "%{for i, w in local.words}${i}${w}%{if i < 2},%{endif}%{endfor}"
    strip     = "a   ${~"b"~}   c"
    heredoc   = <<EOT
  first ${terraform_data.one.id == "" ? "e" : "f"}
    second \n not escaped
$${literal}
EOT
    indented  = <<-EOT
      first

        second
      %{for w in local.words~}
      - ${w}
      %{endfor~}
      last
    EOT
    stripped  = <<-EOT
      a
      %{~if true~}
      b
      %{~endif~}
      c
    EOT
    interp    = <<-EOT
      ${local.words[0]}
        two
    EOT
    json      = jsonencode({ b = [1, 2.5, null, true], a = "<&>\"é\n", "z" = {} })
    decoded   = jsondecode("{\"a\":[1,\"x\",null],\"b\":{\"c\":true}}").a[1]
  }
}

resource "terraform_data" "text" {
  input = {
    case         = [upper("abc"), lower("ÀBC"), title("hello wORLD foo-bar_baz it's")]
    trim         = [trim("  x ", " "), trim("?!x!?", "!?"), trimspace("\n x \t"), trimprefix("aab", "a"), trimsuffix("x.tf", ".tf"), chomp("x\n\n")]
    split        = [split(",", "a,b,,c"), split("", "abc"), split(",", "")]
    join         = [join("-", ["a", "b"]), join(",", []), join("/", ["a"], ["b", "c"])]
    substr       = [substr("hello", 1, 3), substr("hello", -3, 2), substr("hello", 2, -1), substr("hello", 0, 0), substr("hello", 9, 1)]
    replace      = [replace("a+b+c", "+", "-"), replace("hello", "/l+/", "L"), replace("a1b22", "/([a-z])(\\d+)/", "$2$1,"), replace("k=v", "/(?P<k>\\w)=(?P<v>\\w)/", "$${v}:$${k}"), replace("ab", "", "-")]
    regex        = [regex("[a-z]+", "53453453.345345aaabbbccc23454"), regex("^(\\d+)-(\\w+)$", "12-ab"), regex("(?P<y>\\d{4})-(?P<m>\\d\\d)", "on 2024-05-01"), regex("(?i)HELLO", "say hello"), regex("[[:alpha:]_]+", "12ab_c"), regex("(a)|(b)", "b")]
    regexall     = [regexall("[a-z]", "a1b2"), regexall("(.)(.)", "abcd"), length(regexall("x", "abc"))]
    startswith   = [startswith("abc", "ab"), endswith("abc", "bc"), strcontains("abc", "d"), startswith("abc", "")]
    strrev       = strrev("héllo")
    indent       = indent(2, "a\nb\n\nc")
    format       = [format("%s-%d", "a", 5), format("%03d|%5s|%-5s|%+d", 7, "ab", "cd", 3), format("%.2f %f %5.1f", 3.14159, 2, 2.27), format("%t %v %v %v %v", true, 1, "x", [1, "a"], { k = null }), format("%q %%", "say \"hi\""), format("%x %X %o %b", 255, 255, 8, 5), format("%[2]s %[1]s", "a", "b"), format("%e", 12345.678), format("%05.1f|%x", 3.14159, 10), format("%#v", "x"), format("%g", 1.5)]
    formatlist   = [formatlist("%s=%s", ["a", "b"], ["1", "2"]), formatlist("%s/%d", "x", [1, 2])]
    base64       = [base64encode("héllo"), base64decode("aMOpbGxv")]
    url          = urlencode("a b&c/d=é~*'()")
    hashes       = [md5("x"), sha1("x"), sha256("x"), sha512("x"), base64sha256("x"), base64sha512("x")]
    numbers      = [abs(-3), ceil(1.2), floor(-1.2), max(1, 3, 2), min(4, 2), pow(2, 10), signum(-5), log(8, 2), parseint("ff", 16), parseint("-101", 2)]
    conversions  = [tostring(1.5), tostring(true), tonumber("12"), tobool("true"), tostring(null), tonumber(null)]
    numbers_text = ["${1e3}", "${0.1}", "${1.50}", "${123456789012}", "${-5}"]
    paths        = [basename("a/b.txt"), dirname("a/b/c.txt"), dirname("x"), basename("/")]
    cidr         = [cidrsubnet("10.0.0.0/16", 8, 3), cidrsubnet("10.1.2.0/24", 4, 15), cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162), cidrhost("10.0.0.0/24", 5), cidrhost("10.0.0.0/24", -2), cidrhost("fd00::/64", 34), cidrnetmask("172.16.0.0/12")]
    cidrsubnets  = [cidrsubnets("10.1.0.0/16", 4, 4, 8, 4), cidrsubnets("10.0.0.0/8")]
    nonsensitive = nonsensitive("x")
    type_mix     = [for v in [1, "1", true] : tostring(v)]
  }
}

# What no one can know before apply, or what is not evaluated: the prediction may leave it open but must not be wrong.
resource "terraform_data" "open" {
  input = {
    format      = format("arn:%s", terraform_data.one.id)
    tie         = format("%.1f", 2.25)
    big         = "${12345678901234567890}"
    join        = join(",", local.ids)
    policy      = jsonencode({ Resource = terraform_data.one.id })
    if          = "x%{if local.use}${terraform_data.one.id}%{endif}"
    template    = "id: ${terraform_data.one.id}"
    output_null = terraform_data.tree.output.a.b[0].c == null ? "null" : terraform_data.many[0].id
    compact     = compact([terraform_data.tree.output.a.b[0].c, terraform_data.one.id])
    chosen      = { for i, id in local.ids : i => id }[terraform_data.tree.output.a.b[0].c == "x" ? 0 : 1]
    coalesce    = coalesce(terraform_data.tree.output.a.b[0].c, terraform_data.many[0].id)
    filter      = [for id in local.ids : id if substr(id, 0, 1) != "!"]
    try         = try(terraform_data.tree.output.a.b[0].c.nope, terraform_data.one.id)
    sorted      = sort(local.ids)[0]
    set_element = tolist(toset(local.ids))[1]
    length      = length(distinct([terraform_data.tree.output.a.b[0].c, terraform_data.many[0].id]))
    encoded     = jsondecode(jsonencode([terraform_data.one.id]))[0]
    yaml        = yamldecode("a: 1").a
    upper       = upper(terraform_data.one.id)
    split       = split("-", terraform_data.one.id)
    uuid        = uuidv5("dns", "example.com")
    distinct    = distinct([terraform_data.tree.output.a.b[0].c, terraform_data.one.id])
    index       = local.ids[length(terraform_data.one.id) > 5 ? 0 : 1]
    text        = "%{for id in local.ids}${id}%{endfor}"
    mapped      = { (terraform_data.one.id) = terraform_data.many[0].id }
    lookup      = lookup({ a = terraform_data.one.id }, substr(terraform_data.one.id, 0, 0), terraform_data.many[0].id)
    can         = can(terraform_data.tree.output.a.b[0].c.nope) ? terraform_data.one.id : terraform_data.many[1].id
    zip         = zipmap(local.ids, ["x", "y", "z"])
    matched     = matchkeys(["x", "y", "z"], local.ids, [terraform_data.tree.output.a.b[0].c])
    nested      = [for r in local.rules : r.from if terraform_data.tree.output.a.b[0].c != r.from]
  }
}
