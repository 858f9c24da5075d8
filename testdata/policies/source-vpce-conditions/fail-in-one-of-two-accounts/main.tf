# One module in two accounts: what it makes has the same names there, and is not the same.
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "aws" {
  alias                       = "prod"
  region                      = "eu-west-1"
  access_key                  = "prod"
  secret_key                  = "prod"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "dev" {
  source   = "./account"
  strict   = false
  vpc_id   = "vpc-0aaa"
  endpoint = "vpce-0aaa"
}

module "prod" {
  source    = "./account"
  providers = { aws = aws.prod }
  strict    = true
  vpc_id    = "vpc-0bbb"
  endpoint  = "vpce-0bbb"
}
