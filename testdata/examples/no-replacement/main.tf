provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_db_instance" "moved" {
  identifier          = "moved"
  instance_class      = "db.t4g.micro"
  engine              = "postgres"
  allocated_storage   = 20
  availability_zone   = "eu-west-1b"
  username            = "owner"
  skip_final_snapshot = true
}

resource "aws_dynamodb_table" "kept" {
  name         = "kept"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_efs_file_system" "grown" {
  creation_token  = "grown"
  throughput_mode = "elastic"
}
