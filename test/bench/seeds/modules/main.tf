# A domain a module instance: grow.mjs repeats the last instance.
terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "n" { default = 2 }

module "team" {
  count  = var.n
  source = "./team"
  name   = "team-${count.index}"
  role   = "arn:aws:iam::123456789012:role/studio"
}
output "domains" { value = module.team[*].domain_id }
