provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true

  default_tags {
    tags = { Owner = "data-science" }
  }
}

resource "aws_s3_bucket" "tagged" {
  bucket = "example-tagged"
  tags   = { CostCenter = "4711" }
}

resource "aws_s3_bucket" "untagged" {
  bucket = "example-untagged"
  tags   = { Purpose = "scratch" }
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { CostCenter = aws_s3_bucket.tagged.arn }
}

resource "aws_s3_bucket_versioning" "tagged" {
  bucket = aws_s3_bucket.tagged.id

  versioning_configuration {
    status = "Enabled"
  }
}
