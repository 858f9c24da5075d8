resource "terraform_data" "one" {
  input = "x"
}

output "one" {
  value = terraform_data.one.output
}
